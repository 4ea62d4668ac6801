using System.Text.Json;

namespace TwitterDm.Archive.Scanning;

/// <summary>Receives what a data file contains.</summary>
internal interface IDataFileHandler
{
    /// <summary>A conversation, or a piece of one, begins.</summary>
    void BeginConversation();

    /// <summary>A member of the conversation other than its messages, such as its id; it can come after them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, if it is a text; otherwise null.</param>
    void SetMember(string name, string? value);

    /// <summary>An entry of the conversation.</summary>
    /// <param name="json">The entry, until the method returns.</param>
    /// <param name="position">Where it is in the file.</param>
    /// <returns>Whether it could be read.</returns>
    bool AddEntry(ReadOnlyMemory<byte> json, long position);

    /// <summary>The conversation, or the piece, has ended.</summary>
    void EndConversation();

    /// <summary>Something could not be read.</summary>
    /// <param name="position">Where it is in the file.</param>
    /// <param name="what">What is wrong, as the rest of a sentence.</param>
    void Lose(long position, string what);
}

/// <summary>
/// Reads a data file as a stream: finds its conversations and their entries, and passes on each entry as the bytes that it is. An entry
/// that is damaged is lost, and the next one is found by how entries begin.
/// </summary>
internal sealed class DataFileScanner
{
    private const int MaxPrologue = 4096;

    private readonly ByteWindow _window;
    private readonly JsonEdges _edges;
    private readonly IDataFileHandler _handler;
    private readonly CancellationToken _cancellationToken;
    private Level _level;
    private bool _isOpen;

    /// <param name="stream">The file.</param>
    /// <param name="maxEntry">The size in bytes up to which an entry is read.</param>
    /// <param name="handler">Receives what it contains.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public DataFileScanner(Stream stream, int maxEntry, IDataFileHandler handler, CancellationToken cancellationToken)
    {
        _window = new(stream, maxEntry);
        _edges = new(_window);
        (_handler, _cancellationToken) = (handler, cancellationToken);
    }

    private enum Level
    {
        Items,
        Conversation,
        Messages,
        End,
    }

    /// <summary>How far the file was read.</summary>
    public long Position => _window.Position;

    /// <summary>Reads the file to its end.</summary>
    /// <returns>Whether it is a data file at all.</returns>
    public bool Scan()
    {
        if (!FindList())
            return false;
        try
        {
            while (_level != Level.End)
                ReadNext();
        }
        finally
        {
            // What was found so far is kept if the file cannot be read further.
            Close();
        }

        return true;
    }

    private void ReadNext()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (Next() is not { } first)
        {
            _handler.Lose(Position, "the file ends in the middle: it is cut off");
            _level = Level.End;
            return;
        }

        switch (_level)
        {
            case Level.Items:
                ReadItem(first);
                break;
            case Level.Conversation:
                ReadMember(first);
                break;
            default:
                ReadEntry(first);
                break;
        }
    }

    // A script that assigns a list: the name of the variable does not matter.
    private bool FindList()
    {
        while (_window.Span.Length < MaxPrologue && _window.Fill())
        {
        }

        var bytes = _window.Span[..Math.Min(_window.Span.Length, MaxPrologue)];
        var rest = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        rest = rest.TrimStart(" \t\r\n"u8);
        if (rest is not [(byte)'[', ..])
            rest = rest[(rest.IndexOf((byte)'=') + 1)..].TrimStart(" \t\r\n"u8);
        if (rest is not [(byte)'[', ..])
            return false;
        var list = bytes.Length - rest.Length;
        _window.Skip(list + 1);
        return true;
    }

    private void ReadItem(byte first)
    {
        switch (first)
        {
            case (byte)']':
                _window.Skip(1);
                _level = Level.End;
                break;
            // The end of the object around a conversation.
            case (byte)'}':
                _window.Skip(1);
                break;
            case (byte)'{' when Look(out var length) == EntryStart.Kind.Conversation:
                Open(length);
                break;
            default:
                Lose("an item is not a conversation");
                break;
        }
    }

    private void ReadMember(byte first)
    {
        if (first == (byte)'}')
        {
            _window.Skip(1);
            Close();
            return;
        }

        if (first != (byte)'"' || _edges.Find(out var length) != ValueEnd.Found || TextOf(length) is not { } name)
        {
            Lose("a conversation is damaged");
            return;
        }

        _window.Skip(length);
        if (Next() != (byte)':')
        {
            Lose("a conversation is damaged");
            return;
        }

        _window.Skip(1);
        ReadValue(name);
    }

    private void ReadValue(string name)
    {
        var first = Next();
        if (first == (byte)'[' && string.Equals(name, "messages", StringComparison.Ordinal))
        {
            _window.Skip(1);
            _level = Level.Messages;
            return;
        }

        if (first is null or (byte)'}' or (byte)']' || _edges.Find(out var length) != ValueEnd.Found)
        {
            Lose("a conversation is damaged");
            return;
        }

        _handler.SetMember(name, TextOf(length));
        _window.Skip(length);
    }

    private void ReadEntry(byte first)
    {
        if (first == (byte)']')
        {
            _window.Skip(1);
            _level = Level.Conversation;
            return;
        }

        // The end of the conversation before it is missing.
        if (first == (byte)'{' && Look(out _) == EntryStart.Kind.Conversation)
        {
            Lose("a conversation is damaged");
            return;
        }

        var length = 0;
        var end = first == (byte)'}' ? ValueEnd.NextEntry : _edges.Find(out length);
        if (end == ValueEnd.Found && _handler.AddEntry(_window.Take(length), Position))
        {
            _window.Skip(length);
            return;
        }

        // Where JSON ends is certain, so nothing else is lost with it.
        if (end == ValueEnd.Found && IsJson(_window.Span[..length]))
        {
            _handler.Lose(Position, "an entry is damaged");
            _window.Skip(length);
            return;
        }

        Lose(end switch
        {
            ValueEnd.EndOfStream => "an entry is damaged, or the file is cut off",
            ValueEnd.TooLarge => "an entry is damaged, or is too large",
            _ => "an entry is damaged",
        });
    }

    // The first byte of what comes next; null at the end of the file.
    private byte? Next()
    {
        do
        {
            var skipped = _window.Span.IndexOfAnyExcept(" \t\r\n,"u8);
            _window.Skip(skipped < 0 ? _window.Span.Length : skipped);
            if (skipped >= 0)
                return _window.Span[0];
        }
        while (_window.Fill());

        return null;
    }

    private EntryStart.Kind Look(out int length)
    {
        while (_window.Span.Length < EntryStart.MaxLength && _window.Fill())
        {
        }

        return EntryStart.Match(_window.Span, out length);
    }

    private void Open(int length)
    {
        Close();
        _window.Skip(length);
        _handler.BeginConversation();
        (_isOpen, _level) = (true, Level.Conversation);
    }

    private void Close()
    {
        if (_isOpen)
            _handler.EndConversation();
        _isOpen = false;
        if (_level != Level.End)
            _level = Level.Items;
    }

    // Reports what is at the beginning of the window, and goes on at the next entry or conversation.
    private void Lose(string what)
    {
        _handler.Lose(Position, what);
        // What is only at a wrong place is not lost. At the end of the file, nothing is left to skip.
        if (!IsMisplaced(Look(out _)))
            _window.Skip(Math.Min(1, _window.Span.Length));
        while (true)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var brace = _window.Span.IndexOf((byte)'{');
            _window.Skip(brace < 0 ? _window.Span.Length : brace);
            if (brace < 0 && !_window.Fill())
                break;
            if (brace < 0)
                continue;
            var kind = Look(out var length);
            if (kind == EntryStart.Kind.Conversation)
            {
                Open(length);
                return;
            }

            if (kind == EntryStart.Kind.Entry && _isOpen)
            {
                _level = Level.Messages;
                return;
            }

            _window.Skip(1);
        }

        _level = Level.End;
    }

    // A list of messages or a conversation that has no end, or one end too many.
    private bool IsMisplaced(EntryStart.Kind kind)
        => kind == EntryStart.Kind.Conversation || (kind == EntryStart.Kind.Entry && _level == Level.Conversation);

    private static bool IsJson(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = int.MaxValue });
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

    private string? TextOf(int length)
    {
        try
        {
            var (repaired, _) = Json.JsonTextRepair.Repair(_window.Span[..length]);
            var reader = new Utf8JsonReader(repaired.Span);
            return reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString()
                : reader.TokenType is JsonTokenType.Number ? System.Text.Encoding.ASCII.GetString(reader.ValueSpan)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
