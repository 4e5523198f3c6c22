"""A bare pydeck map and a heading: the least that a page with a map on the ground can be."""

import pydeck as pdk
import streamlit as st

st.html("<h1>A map</h1>")
rows = [{"position": [-1.7 + place / 100, 52.4]} for place in range(17)]
layer = pdk.Layer("ColumnLayer", rows, id="areas", get_position="position", radius=500, pickable=True)
st.pydeck_chart(
    pdk.Deck([layer], initial_view_state=pdk.ViewState(longitude=-1.6, latitude=52.4, zoom=9), map_provider=None)
)
