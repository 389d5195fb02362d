"""What keeps the data whole: invariants asked every night, sealed backups and their return, fresh keys."""
