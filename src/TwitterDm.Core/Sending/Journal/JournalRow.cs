using TwitterDm.Accounts;

namespace TwitterDm.Sending.Journal;

/// <summary>One message in the journal.</summary>
internal sealed class JournalRow(SendJournal journal, string key, DmOutgoingMessage message, JournalRecord? last)
{
    /// <summary>Its last recorded state; null if it was never tried.</summary>
    public JournalState? State { get; private set; } = last?.State;

    /// <summary>Whether an earlier run ended without knowing whether the message was sent.</summary>
    public bool IsUncertain => State is JournalState.Sending or JournalState.Uncertain;

    /// <summary>Why it is uncertain, in one sentence.</summary>
    public string WhyUncertain => State == JournalState.Sending
        ? "An earlier run ended before the response arrived."
        : "An earlier run sent it, but could not confirm its delivery either.";

    /// <summary>The time of the state that an earlier run recorded, by X's clock.</summary>
    public DateTimeOffset At { get; } = last?.At ?? default;

    /// <summary>The event that it became in an earlier run.</summary>
    public string? EventId { get; } = last?.EventId;

    /// <summary>The events of all rows: an event of another row cannot belong to this one.</summary>
    public SentEvents KnownEvents => journal.Events;

    /// <summary>The id of its attachment, once it is uploaded.</summary>
    public string? MediaId { get; set; } = last?.MediaId;

    /// <summary>Records that an attempt is about to start: from then on, the message may have been sent.</summary>
    public void RecordSending(DateTimeOffset at) => Record(JournalState.Sending, at);

    /// <summary>Records that the attempt had no effect: the message is certainly unsent again.</summary>
    public void RecordUnsent(DateTimeOffset at) => Record(JournalState.Unsent, at);

    /// <summary>Records that it was sent.</summary>
    public void RecordSent(DmMessage sent)
    {
        journal.Events.Claim(sent.EventId!);
        Record(JournalState.Sent, sent.SentAtUtc, sent);
    }

    /// <summary>Records its error: its delivery could not be confirmed, or it was certainly not sent.</summary>
    public void RecordFailure(DmException exception, DateTimeOffset now)
    {
        if (exception.UncertainMessage is { } uncertain)
            Record(JournalState.Uncertain, uncertain.SentAtUtc, uncertain, exception);
        else
            Record(JournalState.Failed, now, error: exception);
    }

    private void Record(JournalState state, DateTimeOffset at, DmMessage? sent = null, DmException? error = null)
    {
        journal.Append(new JournalRecord
        {
            Row = key,
            State = state,
            At = at,
            To = message.To?.ToString(),
            ConversationId = sent?.ConversationId ?? message.ConversationId,
            MediaId = MediaId,
            EventId = sent?.EventId,
            Error = error is null ? null : "Dm" + error.Kind,
            Message = error?.Message,
        });
        State = state;
    }
}
