"""Asking a council's committee site for papers that are not read here. Off until an officer sets it up."""
