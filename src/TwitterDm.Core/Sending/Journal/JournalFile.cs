using System.Text;
using System.Text.Json;
using TwitterDm.Storage;

namespace TwitterDm.Sending.Journal;

/// <summary>
/// An append-only file of JSON Lines that one process at a time can open. Each line is on the disk before the next step; an incomplete line
/// that a killed process left behind is removed.
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

    /// <summary>Opens a journal, or creates an empty file.</summary>
    /// <exception cref="DmException">It cannot be opened for writing, or another process has it open.</exception>
    public static JournalFile Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            // On Unix only this value keeps other writers out; readers that do not ask for a lock can still read.
            Share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None,
        };
        try
        {
            return new JournalFile(path, new FileStream(path, options.ForOwnerOnly()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw JournalErrors.Unusable(path, exception);
        }
    }

    /// <summary>Reads all records; none from a new file.</summary>
    /// <exception cref="DmException">A line is not a journal record, or the file cannot be read.</exception>
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
            RemoveIncompleteLine(text, complete, records.Count);
            return records;
        }
        catch (IOException exception)
        {
            throw JournalErrors.Unusable(Path, exception);
        }
    }

    /// <summary>Appends a record; when this returns, it is on the disk.</summary>
    /// <exception cref="DmException">It could not be written.</exception>
    public void Append(JournalRecord record)
    {
        var start = _file.Position;
        try
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.Record), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The last one is .NET's error for a file that is larger than the system allows.
            Truncate(start);
            throw JournalErrors.Unusable(Path, exception);
        }
    }

    public void Dispose() => _file.Dispose();

    // An incomplete line would merge with the next one. A position beyond the new end is moved to it.
    private void Truncate(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (IOException)
        {
            // The line is removed the next time the file is opened.
        }
    }

    // What follows the last line break is incomplete. A file without any line break is not a journal, unless it is empty or contains a
    // truncated first record.
    private void RemoveIncompleteLine(string text, int complete, int lines)
    {
        if (complete == text.Length)
            return;
        if (lines == 0)
            Parse(text, 1);
        _file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, complete)));
    }

    private JournalRecord Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.Record) ?? throw JournalErrors.Invalid(Path, number);
        }
        catch (JsonException)
        {
            throw JournalErrors.Invalid(Path, number);
        }
    }
}
