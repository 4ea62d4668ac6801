using System.Text.Json;
using TwitterDm.Storage;

namespace TwitterDm.Sending.Journal;

/// <summary>
/// An append-only file of JSON Lines that one process at a time can open. Each line is on the disk before the next step. The beginning of a
/// record that a killed process left behind is removed by <see cref="Repair"/>, once the whole file is known to be a journal of this run.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>The maximum length of a line; also how much of a file is read before it is known to be a journal.</summary>
    private const int MaxLine = 512 * 1024;

    private readonly FileStream _file;
    private bool _isTorn;
    private bool _lacksLineEnd;

    // A file without a complete first line is a journal only if it begins like one.
    private static ReadOnlySpan<byte> Beginning => "{\"journal\":\"TwitterDm\",\"version\":"u8;

    // What JournalRecord writes first in any other line.
    private static ReadOnlySpan<byte> BeginningOfRow => "{\"row\":\""u8;

    private JournalFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
    }

    public string Path { get; }

    /// <summary>Opens a journal, or creates an empty file.</summary>
    /// <exception cref="DmException">It is not a file, cannot be opened for writing, or another process has it open.</exception>
    public static JournalFile Open(string path)
        => new(path, Open(path, () => RegularFile.OpenExclusive(path, create: true, FileShare.Read)));

    /// <summary>Opens a journal only to read it; null if it does not exist yet.</summary>
    /// <exception cref="DmException">It is not a file, cannot be opened, or its folder does not exist.</exception>
    public static JournalFile? OpenForReading(string path)
    {
        try
        {
            return new(path, Open(path, () => RegularFile.OpenShared(path, FileAccess.Read)));
        }
        catch (DmException exception) when (exception.InnerException is FileNotFoundException)
        {
            return Directory.Exists(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)))
                ? null
                : throw JournalErrors.NoFolder(path, exception.InnerException);
        }
    }

    private static FileStream Open(string path, Func<FileStream> open)
    {
        try
        {
            return open();
        }
        catch (NotRegularFileException exception)
        {
            throw JournalErrors.NotFile(path, exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw JournalErrors.NoFolder(path, exception);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw JournalErrors.Unusable(path, exception);
        }
    }

    /// <summary>Reads all records; none from a new file. The file is not changed: <see cref="Repair"/> is the next step.</summary>
    /// <param name="isHeader">Whether the first record is that of a journal; otherwise nothing more is read.</param>
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

    /// <summary>
    /// Makes the file end with a whole line, after what was read turned out to be valid; the next record is appended there.
    /// </summary>
    /// <exception cref="DmException">It could not be written.</exception>
    public void Repair()
    {
        try
        {
            // The rest of a record: what was being written had no effect yet.
            if (_isTorn)
                _file.SetLength(_file.Position);
            _file.Position = _file.Length;
            if (_lacksLineEnd)
                _file.WriteByte((byte)'\n');
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

    private JournalRecord Checked(JournalRecord? record, int index, Predicate<JournalRecord> isHeader)
        => record is not null && (index > 0 || isHeader(record)) ? record : throw NotRecord(index);

    private DmException NotRecord(int index) => index > 0 ? JournalErrors.Damaged(Path, index + 1) : JournalErrors.NotJournal(Path);

    // A record that only lacks its line end counts. Anything that is not the beginning of a record may be somebody's text.
    private void ReadIncompleteLine(LineReader lines, List<JournalRecord> records, Predicate<JournalRecord> isHeader)
    {
        if (lines.IsTooLong)
            throw NotRecord(records.Count);
        if (Parse(lines.Rest) is { } record)
        {
            records.Add(Checked(record, records.Count, isHeader));
            _lacksLineEnd = true;
        }
        else if (!IsWhole(lines.Rest) && (records.Count == 0 ? lines.Rest.StartsWith(Beginning) : IsBeginningOfRow(lines.Rest)))
        {
            _isTorn = true;
        }
        else
        {
            throw NotRecord(records.Count);
        }
    }

    // What is whole was not left behind by a killed process: it was edited, or a newer version wrote it.
    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // After a power failure, a file can end with zeros in place of what was written.
    private static bool IsBeginningOfRow(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)0);
        return text.StartsWith(BeginningOfRow) || BeginningOfRow.StartsWith(text);
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
