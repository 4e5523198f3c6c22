"""Pictures of which each part can be touched, as HTML."""
