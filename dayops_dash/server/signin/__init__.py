"""Sign-in with OpenID Connect: authorisation code with PKCE, a session in an encrypted cookie, roles read again every few minutes."""
