namespace TwitterDm.Transcripts.Redaction;

/// <summary>An event without contact data and matches of patterns.</summary>
/// <param name="Event">The event.</param>
/// <param name="Contacts">The number of places where contact data was removed.</param>
/// <param name="Matches">The number of places where something else was removed.</param>
internal readonly record struct RedactedEvent(DmEvent Event, int Contacts, int Matches);
