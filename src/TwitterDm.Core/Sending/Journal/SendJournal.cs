namespace TwitterDm.Sending.Journal;

/// <summary>The journal of a run: what became of each row, in this run and in those before it.</summary>
internal sealed class SendJournal : IDisposable
{
    private const string Format = "TwitterDm";
    private const int FormatVersion = 1;

    private readonly JournalFile _file;
    private readonly Dictionary<string, JournalRecord> _rows = new(StringComparer.Ordinal);
    private readonly RowKeys _keys = new();

    private SendJournal(JournalFile file) => _file = file;

    /// <summary>The events that the rows became, in this run and before.</summary>
    public SentEvents Events { get; } = new();

    /// <summary>Whether a record could not be written: what follows would not be in it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Opens the journal of an account, or begins one.</summary>
    /// <exception cref="DmException">The file is no journal, another account's, or cannot be used.</exception>
    public static SendJournal Open(string path, SendingContext context)
    {
        var journal = new SendJournal(JournalFile.Open(path));
        try
        {
            journal.Load(context);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The next row of this run. Rows that are the same to the letter are told apart by their order.</summary>
    public JournalRow RowOf(DmOutgoingMessage message)
    {
        var key = _keys.Next(message);
        return new JournalRow(this, key, message, _rows.GetValueOrDefault(key));
    }

    public void Dispose() => _file.Dispose();

    internal void Add(JournalRecord record)
    {
        try
        {
            _file.Add(record);
        }
        catch (DmException)
        {
            IsBroken = true;
            throw;
        }
    }

    private void Load(SendingContext context)
    {
        var records = _file.ReadAll();
        if (records.Count == 0)
        {
            Add(new JournalRecord { Journal = Format, Version = FormatVersion, Account = context.Account.User.Id });
            return;
        }

        if (records[0] is not { Journal: Format, Version: FormatVersion, Account: { } owner })
            throw JournalErrors.Broken(_file.Path, 1);
        if (!string.Equals(owner, context.Account.User.Id, StringComparison.Ordinal))
            throw JournalErrors.OtherAccount(_file.Path, owner, context.Account.User);
        for (var index = 1; index < records.Count; index++)
            Load(records[index], index + 1, context);
    }

    private void Load(JournalRecord record, int line, SendingContext context)
    {
        if (record is not { Row: { } row, State: not null, At: not null })
            throw JournalErrors.Broken(_file.Path, line);
        _rows[row] = record;
        if (record.EventId is null)
            return;
        Events.Claim(record.EventId);
        context.SentEvents.Claim(record.EventId);
    }
}
