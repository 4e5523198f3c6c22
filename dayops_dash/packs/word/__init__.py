"""The committee report in Word."""
