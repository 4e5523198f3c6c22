"""Publishing a council's data: whole versions, checked, one pointer to the one that is shown, and a record of every act."""
