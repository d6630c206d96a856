"""The day in the life: a workspace as it is on one Saturday at 09:40, and the day that follows."""
