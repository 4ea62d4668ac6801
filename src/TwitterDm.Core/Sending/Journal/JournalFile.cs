using System.Text.Json;
using TwitterDm.Storage;

namespace TwitterDm.Sending.Journal;

/// <summary>
/// An append-only file of JSON Lines that one process at a time can open. Each line is on the disk before the next step; an incomplete line
/// that a killed process left behind is removed, if the first line shows that the file is a journal.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>The maximum length of a line; also how much of a file is read before it is known to be a journal.</summary>
    private const int MaxLine = 64 * 1024;

    private readonly FileStream _file;

    // A file without a complete first line is a journal only if it begins like one.
    private static ReadOnlySpan<byte> Beginning => "{\"journal\":\"TwitterDm\",\"version\":"u8;

    private JournalFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
    }

    public string Path { get; }

    /// <summary>Opens a journal, or creates an empty file.</summary>
    /// <exception cref="DmException">It is not a file, cannot be opened for writing, or another process has it open.</exception>
    public static JournalFile Open(string path)
    {
        try
        {
            return new JournalFile(path, RegularFile.OpenExclusive(path, create: true, FileShare.Read));
        }
        catch (NotRegularFileException exception)
        {
            throw JournalErrors.NotFile(path, exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw JournalErrors.NoFolder(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw JournalErrors.Unusable(path, exception);
        }
    }

    /// <summary>Reads all records; none from a new file. The position is then behind the last one.</summary>
    /// <param name="isHeader">Whether the first record is that of a journal; otherwise nothing more is read, and the file is not changed.</param>
    /// <exception cref="DmException">The file is not a journal, one of its lines is not a record, or it cannot be read.</exception>
    public IReadOnlyList<JournalRecord> ReadAll(Predicate<JournalRecord> isHeader)
    {
        try
        {
            _file.Position = 0;
            var lines = new LineReader(_file, MaxLine);
            var records = new List<JournalRecord>();
            while (lines.TryRead(out var line))
                records.Add(Checked(Parse(line), records.Count, isHeader));
            _file.Position = lines.Position;
            if (lines.Rest.Length > 0)
                ReadIncompleteLine(lines, records, isHeader);
            return records;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
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

    private JournalRecord Checked(JournalRecord? record, int index, Predicate<JournalRecord> isHeader) => index > 0
        ? record ?? throw JournalErrors.Invalid(Path, index + 1)
        : record is not null && isHeader(record) ? record : throw JournalErrors.NotJournal(Path);

    // A record that only lacks its line end counts, and gets one. The rest of a record is removed: what was being written had no effect yet.
    private void ReadIncompleteLine(LineReader lines, List<JournalRecord> records, Predicate<JournalRecord> isHeader)
    {
        if (lines.IsTooLong)
            throw records.Count == 0 ? JournalErrors.NotJournal(Path) : JournalErrors.Invalid(Path, records.Count + 1);
        if (Parse(lines.Rest) is { } record)
        {
            records.Add(Checked(record, records.Count, isHeader));
            _file.Position = _file.Length;
            _file.WriteByte((byte)'\n');
        }
        else if (records.Count > 0 || lines.Rest.StartsWith(Beginning))
        {
            _file.SetLength(lines.Position);
        }
        else
        {
            throw JournalErrors.NotJournal(Path);
        }
    }

    private static JournalRecord? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.Record);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
