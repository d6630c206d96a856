"""What a report is made of, whatever kind of file it becomes: sections, figures, charts."""
