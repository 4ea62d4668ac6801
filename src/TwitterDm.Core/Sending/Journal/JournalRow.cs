namespace TwitterDm.Sending.Journal;

/// <summary>One message in the journal.</summary>
internal sealed class JournalRow(SendJournal journal, string key, DmOutgoingMessage message, JournalRecord? before)
{
    /// <summary>What became of it so far; null for one that was never tried.</summary>
    public JournalState? State { get; private set; } = before?.State;

    /// <summary>Whether an earlier run left without knowing whether it was sent.</summary>
    public bool IsUncertain => State is JournalState.Sending or JournalState.Uncertain;

    /// <summary>When that was, by X's clock.</summary>
    public DateTimeOffset At { get; } = before?.At ?? default;

    /// <summary>The event that it became.</summary>
    public string? EventId { get; } = before?.EventId;

    /// <summary>The events of the other rows: none of them is this one's.</summary>
    public SentEvents OtherEvents => journal.Events;

    /// <summary>The attachment that goes with it, once it is uploaded.</summary>
    public string? MediaId { get; set; } = before?.MediaId;

    public void Sending(DateTimeOffset at) => Write(JournalState.Sending, at);

    public void Unsent(DateTimeOffset at) => Write(JournalState.Unsent, at);

    public void Sent(DmMessage sent)
    {
        journal.Events.Claim(sent.EventId!);
        Write(JournalState.Sent, sent.SentAt, sent);
    }

    public void Failed(DmException exception, DateTimeOffset now)
    {
        if (exception.UncertainMessage is { } uncertain)
            Write(JournalState.Uncertain, uncertain.SentAt, uncertain, exception);
        else
            Write(JournalState.Failed, now, error: exception);
    }

    private void Write(JournalState state, DateTimeOffset at, DmMessage? sent = null, DmException? error = null)
    {
        journal.Add(new JournalRecord
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
