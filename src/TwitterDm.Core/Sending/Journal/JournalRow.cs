using TwitterDm.Accounts;
using TwitterDm.Chat.Writing;

namespace TwitterDm.Sending.Journal;

/// <summary>One message in the journal.</summary>
internal sealed class JournalRow(SendJournal journal, string key, DmOutgoingMessage message, JournalRecord? last)
{
    private const int ChatFormat = 2;

    private EncodedChatMessage? _recorded = EncodedBy(last);
    private bool _wasTried;

    /// <summary>
    /// X Chat: the message as an earlier run has encrypted it, which may have been sent or will be; null if there is none. The same bytes
    /// are the same message.
    /// </summary>
    public EncodedChatMessage? Encoded { get; } = EncodedBy(last);

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

    /// <summary>Whether an earlier run tried to send it.</summary>
    public bool IsBegun => last is not null;

    /// <summary>Whether an earlier run tried to send it by X Chat.</summary>
    public bool IsBegunByChat => IsByChat(last);

    /// <summary>The events of all rows: an event of another row cannot belong to this one.</summary>
    public SentEvents KnownEvents => journal.Events;

    /// <summary>The id of its attachment, once it is uploaded.</summary>
    public string? MediaId { get; set; } = last?.MediaId;

    /// <summary>Records that an attempt is about to start: from then on, the message may have been sent.</summary>
    public void RecordSending(DateTimeOffset at) => Record(JournalState.Sending, at);

    /// <summary>Records that an attempt is about to start to send an encrypted message, together with the message itself.</summary>
    public void RecordSending(DateTimeOffset at, EncodedChatMessage message)
    {
        var isNew = message != _recorded;
        Record(JournalState.Sending, at, encoded: isNew ? message : null);
        _recorded = message;
    }

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
        // An error before an attempt says nothing about those of earlier runs.
        if (IsUncertain && !_wasTried && exception.UncertainMessage is null)
            return;
        if (exception.UncertainMessage is { } uncertain)
            Record(JournalState.Uncertain, uncertain.SentAtUtc, uncertain, exception);
        else
            Record(JournalState.Failed, now, error: exception);
    }

    private void Record(
        JournalState state,
        DateTimeOffset at,
        DmMessage? sent = null,
        DmException? error = null,
        EncodedChatMessage? encoded = null)
    {
        journal.Append(new JournalRecord
        {
            Row = key,
            Format = message.IsChat ? ChatFormat : null,
            State = state,
            Source = message.IsChat ? nameof(DmSource.Chat) : null,
            At = at,
            To = message.To?.ToString(),
            ConversationId = sent?.ConversationId ?? encoded?.ConversationId ?? _recorded?.ConversationId ?? message.ConversationId,
            MediaId = MediaId,
            EventId = sent?.EventId,
            MessageId = encoded?.MessageId,
            KeyVersion = encoded?.KeyVersion,
            EncodedEvent = encoded?.Event,
            EncodedSignature = encoded?.Signature,
            Error = error is null ? null : "Dm" + error.Kind,
            Message = error?.Message,
        });
        State = state;
        _wasTried |= state == JournalState.Sending;
    }

    /// <summary>Whether a record is about a message of X Chat.</summary>
    public static bool IsByChat(JournalRecord? record)
        => string.Equals(record?.Source, nameof(DmSource.Chat), StringComparison.OrdinalIgnoreCase);

    // A message that was certainly not sent is encrypted anew: the conversation can have another key by then.
    private static EncodedChatMessage? EncodedBy(JournalRecord? record)
        => record
            is {
                State: JournalState.Sending or JournalState.Unsent or JournalState.Uncertain,
                ConversationId: { } conversation,
                MessageId: { } id,
                KeyVersion: { } version,
                EncodedEvent: { } content,
                EncodedSignature: { } signature,
            }
            ? new(conversation, id, version, content, signature)
            : null;
}
