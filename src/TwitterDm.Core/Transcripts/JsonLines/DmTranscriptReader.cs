using System.Globalization;
using TwitterDm.Storage;
using TwitterDm.Text;

namespace TwitterDm.Transcripts.JsonLines;

/// <summary>Reads the events of a transcript in JSON Lines, one after the other.</summary>
public sealed class DmTranscriptReader : IDisposable
{
    // The longest message has 10,000 characters; with all that can be beside it, a line stays far below this.
    private const int MaxLine = 16 * 1024 * 1024;
    private const int BufferLength = 64 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly EventReader _events = new(PropertyValues.OfJson);
    private byte[] _buffer = new byte[BufferLength];
    private int _start;
    private int _end;
    private bool _isSkipping;
    private bool _isAtEnd;
    private bool _hasHeader;

    /// <summary>Opens a transcript.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.File"/>: it cannot be read.</exception>
    public DmTranscriptReader(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        if (Directory.Exists(path))
        {
            throw new DmException(DmErrorKind.File, $"'{VisibleText.Of(path, 200)}' is a folder.")
            {
                Reason = DmErrorReason.TranscriptIsFolder,
                Target = path,
            };
        }

        try
        {
            _file = RegularFile.OpenShared(path, FileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Reads the next event.</summary>
    /// <returns>The event, whose <see cref="DmEvent.ImportedFrom"/> is the file; null at the end of the file.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.File"/>: the next line is not an event, and the one after it can be read; or the file is not a transcript at
    /// all, then
    /// <see cref="DmException.Reason"/> is <see cref="DmErrorReason.NotATranscript"/> or <see cref="DmErrorReason.TranscriptTooNew"/> and
    /// nothing more can be read.
    /// </exception>
    public DmEvent? Read()
    {
        while (ReadLine() is { } line)
        {
            // A file can have been joined of several, each of which began with such a mark.
            var content = line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
            if (content.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            if (Parse(content) is { } item)
                return item;
        }

        return _hasHeader ? null : throw NotATranscript("it is empty");
    }

    // Null for a line that begins a transcript.
    private DmEvent? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var members = JsonTree.Parse(line.Span);
            if (members.TryGetValue(JsonLinesTranscriptWriter.VersionMark, out var version))
            {
                CheckVersion(version);
                return null;
            }

            return _hasHeader ? _events.Event(members, _path, isCopy: false) : throw NotATranscript("its first line does not say that it is one");
        }
        catch (FormatException exception)
        {
            throw _hasHeader ? OddLine(exception.Message, exception) : NotATranscript(exception.Message);
        }
    }

    private void CheckVersion(object? version)
    {
        if (version is not long number || number < 1)
            throw new FormatException("its version is not a number");
        if (number > JsonLinesTranscriptWriter.Version)
        {
            throw new DmException(
                DmErrorKind.File,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{VisibleText.Of(_path, 200)}' is a transcript of version {number}, and this version of TwitterDm reads version {JsonLinesTranscriptWriter.Version}."))
            {
                Reason = DmErrorReason.TranscriptTooNew,
                Target = _path,
            };
        }

        _hasHeader = true;
    }

    // The next line without its end; null at the end of the file.
    private ReadOnlyMemory<byte>? ReadLine()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length < 0 && !_isAtEnd)
            {
                Fill();
                continue;
            }

            if (length < 0 && _start == _end)
                return null;
            if (TakeLine(length < 0 ? _end - _start : length, length < 0 ? 0 : 1) is { } line)
                return line;
        }
    }

    // Null for the end of a line that is too long.
    private ReadOnlyMemory<byte>? TakeLine(int length, int endLength)
    {
        var line = _buffer.AsMemory(_start, length);
        _start += length + endLength;
        if (_isSkipping)
        {
            _isSkipping = false;
            return null;
        }

        LineNumber++;
        return line;
    }

    private void Fill()
    {
        if (_isSkipping)
            (_start, _end) = (0, 0);
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Grow();
        try
        {
            var read = _file.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _isAtEnd = read == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }
    }

    private void Grow()
    {
        if (_buffer.Length < MaxLine)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
            return;
        }

        LineNumber++;
        (_start, _end, _isSkipping) = (0, 0, true);
        throw _hasHeader ? OddLine("it is longer than 16 MB", null) : NotATranscript("its first line is longer than 16 MB");
    }

    private DmException OddLine(string reason, Exception? cause)
        => DmException.BadFile(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Line {LineNumber} of '{VisibleText.Of(_path, 200)}' is not an event of a transcript: {VisibleText.Of(reason, 200)}."),
            "The other lines were read. If the file was edited, check that line; otherwise export the transcript again.",
            _path,
            cause);

    private DmException NotATranscript(string reason)
        => new(DmErrorKind.File, $"'{VisibleText.Of(_path, 200)}' is not a transcript in JSON Lines: {VisibleText.Of(reason, 200)}.")
        {
            Reason = DmErrorReason.NotATranscript,
            Target = _path,
        };

    private DmException Unreadable(Exception cause)
        => DmException.BadFile(
            $"The transcript '{VisibleText.Of(_path, 200)}' could not be read: {ExceptionText.Sentence(ExceptionText.OfFile(cause))}",
            "Check the path, and that you may read the file.",
            _path,
            cause);
}
