"""Papers read, proposed and confirmed: a committee paper becomes proposals that a person decides."""
