"""What machines do: kills, restarts, full disks, clocks set back; `make faults` does all of it."""
