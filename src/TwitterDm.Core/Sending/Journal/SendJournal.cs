using TwitterDm.Accounts;

namespace TwitterDm.Sending.Journal;

/// <summary>The journal of a run: the outcome of each row, in this run and in those before it.</summary>
internal sealed class SendJournal : IDisposable
{
    private const string Format = "TwitterDm";
    private const int FormatVersion = 1;

    // Rows of X Chat have it; the others are still those of version 1.
    private const int MaxRowFormat = 2;

    private readonly JournalFile _file;
    private readonly Dictionary<string, JournalRecord> _rows = new(StringComparer.Ordinal);
    private readonly RowKeys _keys = new();

    private SendJournal(JournalFile file) => _file = file;

    /// <summary>The events of the rows, from this run and those before it.</summary>
    public SentEvents Events { get; } = new();

    /// <summary>Whether a record could not be written: later records would be missing as well.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Opens the journal of an account, or creates one.</summary>
    /// <exception cref="DmException">The file is not a journal, belongs to another account, or cannot be used.</exception>
    public static SendJournal Open(string path, AccountContext account)
    {
        var journal = new SendJournal(JournalFile.Open(path));
        try
        {
            journal.Load(account);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Which of the messages of a run, with null for those that are not valid, earlier runs have sent. The file is neither changed nor
    /// created.
    /// </summary>
    /// <exception cref="DmException">The file is not a journal, belongs to another account, or cannot be read.</exception>
    public static IReadOnlyList<bool> ReadSent(string path, AccountContext account, IReadOnlyList<DmOutgoingMessage?> messages)
    {
        using var file = JournalFile.OpenForReading(path);
        if (file is null)
            return new bool[messages.Count];
        var journal = new SendJournal(file);
        foreach (var record in journal.ReadRecords(account).Skip(1))
            journal._rows[record.Row!] = record;
        return [.. journal.StatesOf(messages).Select(state => state == JournalState.Sent)];
    }

    /// <summary>
    /// The states that earlier runs have recorded of the messages of a run, with null for those that are not valid; null for one that was
    /// never tried.
    /// </summary>
    public IReadOnlyList<JournalState?> StatesOf(IEnumerable<DmOutgoingMessage?> messages)
    {
        var keys = new RowKeys();
        return [.. messages.Select(message => message is null ? null : _rows.GetValueOrDefault(keys.Next(message))?.State)];
    }

    /// <summary>The next row of this run. Identical rows are distinguished by their order.</summary>
    public JournalRow RowOf(DmOutgoingMessage message)
    {
        var key = _keys.Next(message);
        return new JournalRow(this, key, message, _rows.GetValueOrDefault(key));
    }

    public void Dispose() => _file.Dispose();

    internal void Append(JournalRecord record)
    {
        try
        {
            _file.Append(record);
        }
        catch (DmException)
        {
            IsBroken = true;
            throw;
        }
    }

    private void Load(AccountContext account)
    {
        // Nothing is changed or remembered before everything is checked.
        var records = ReadRecords(account);
        _file.Repair();
        if (records.Count == 0)
            Append(new JournalRecord { Journal = Format, Version = FormatVersion, Account = account.User.Id });
        foreach (var record in records.Skip(1))
            Load(record, account);
    }

    // All records, of which the first is that of the file; none from a new file.
    private IReadOnlyList<JournalRecord> ReadRecords(AccountContext account)
    {
        var records = _file.ReadAll(IsHeader);
        if (records.Count == 0)
            return records;
        var owner = records[0].Account!;
        if (!string.Equals(owner, account.User.Id, StringComparison.Ordinal))
            throw JournalErrors.OtherAccount(_file.Path, owner, account.User);
        for (var index = 1; index < records.Count; index++)
        {
            if (records[index] is not { Row: not null, State: not null, At: not null })
                throw JournalErrors.Damaged(_file.Path, index + 1);
            if (records[index].Format > MaxRowFormat)
                throw JournalErrors.Newer(_file.Path, index + 1);
        }

        return records;
    }

    private bool IsHeader(JournalRecord record) => record is { Journal: Format, Version: > FormatVersion }
        ? throw JournalErrors.Newer(_file.Path, 1)
        : record is { Journal: Format, Version: FormatVersion, Account: not null };

    private void Load(JournalRecord record, AccountContext account)
    {
        KeepEncoded(_rows.GetValueOrDefault(record.Row!), record);
        _rows[record.Row!] = record;
        if (record.EventId is null)
            return;
        Events.Claim(record.EventId);
        account.SentEvents.Claim(record.EventId);
    }

    // Only the first record of a message contains it. Once the message is sent, it is not needed anymore.
    private static void KeepEncoded(JournalRecord? before, JournalRecord record)
    {
        if (before is null
            || !JournalRow.IsByChat(record)
            || record.MessageId is not null
            || record.State is JournalState.Sent or JournalState.Failed)
        {
            return;
        }

        (record.MessageId, record.KeyVersion, record.EncodedEvent, record.EncodedSignature) = (
            before.MessageId,
            before.KeyVersion,
            before.EncodedEvent,
            before.EncodedSignature);
        // The conversation that it is encrypted for: a later record can have the id as the user gave it.
        if (record.MessageId is not null)
            record.ConversationId = before.ConversationId;
    }
}
