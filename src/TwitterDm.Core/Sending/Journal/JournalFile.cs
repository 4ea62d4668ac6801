using System.Text;
using System.Text.Json;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Sending.Journal;

/// <summary>
/// A file of JSON Lines that one process at a time writes, and that only grows. Each line is on the disk before the next step; a line that a
/// killed process has left unfinished is cut off.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _file;

    private JournalFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
    }

    public string Path { get; }

    /// <summary>Opens a journal, or makes an empty file.</summary>
    /// <exception cref="DmException">It cannot be opened for writing, or another process has it.</exception>
    public static JournalFile Open(string path)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            // On Unix only this one keeps other writers out; readers that do not ask for a lock can still look.
            Share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None,
        };
        try
        {
            return new JournalFile(path, new FileStream(path, how.ForOwnerOnly()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw JournalErrors.Unusable(path, exception);
        }
    }

    /// <summary>The records from the beginning; none in a new file.</summary>
    /// <exception cref="DmException">A line is none of a journal, or the file cannot be read.</exception>
    public IReadOnlyList<JournalRecord> ReadAll()
    {
        try
        {
            var records = new List<JournalRecord>();
            using var reader = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            var text = reader.ReadToEnd();
            var complete = text.LastIndexOf('\n') + 1;
            foreach (var line in text[..complete].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                records.Add(Parse(line, records.Count + 1));
            CutTail(text, complete, records.Count);
            return records;
        }
        catch (IOException exception)
        {
            throw JournalErrors.Unusable(Path, exception);
        }
    }

    /// <summary>Adds a record; when this returns, it is on the disk.</summary>
    /// <exception cref="DmException">It could not be written.</exception>
    public void Add(JournalRecord record)
    {
        var start = _file.Position;
        try
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.Record), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CutBack(start);
            throw JournalErrors.Unusable(Path, exception);
        }
    }

    public void Dispose() => _file.Dispose();

    // Half a line would run together with the next one.
    private void CutBack(long length)
    {
        try
        {
            _file.SetLength(length);
            _file.Seek(length, SeekOrigin.Begin);
        }
        catch (IOException)
        {
            // The next one who opens the file cuts it off.
        }
    }

    // What comes after the last line's end was not finished. A file that has no line at all is somebody else's, unless it is empty.
    private void CutTail(string text, int complete, int lines)
    {
        if (complete == text.Length)
            return;
        if (lines == 0)
            Parse(text, 1);
        _file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, complete)));
        _file.Seek(0, SeekOrigin.End);
    }

    private JournalRecord Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.Record) ?? throw JournalErrors.Broken(Path, number);
        }
        catch (JsonException)
        {
            throw JournalErrors.Broken(Path, number);
        }
    }
}

/// <summary>What can be wrong with a journal.</summary>
internal static class JournalErrors
{
    public static DmException Unusable(string path, Exception cause) => DmException.BadInput(
        $"The journal '{Shown(path)}' cannot be used: {VisibleText.Of(cause.Message, 300)}",
        "Free the file or its disk, or give another path. Nothing is sent without the journal.",
        path,
        cause);

    public static DmException Broken(string path, int line) => DmException.BadInput(
        FormattableString.Invariant($"'{Shown(path)}' is no journal of this module: line {line} is none of it."),
        "Give the path of a journal, or of a file that does not exist yet. The file was left as it is.",
        path);

    public static DmException OtherAccount(string path, string account, DmUser user) => DmException.BadInput(
        $"The journal '{Shown(path)}' belongs to the account {VisibleText.Of(account, 30)}, and you are {user} ({user.Id}).",
        "Connect as that account, or give another path.",
        path);

    private static string Shown(string path) => VisibleText.Of(path, 300);
}
