using System.Buffers;

namespace TwitterDm.Archive.Scanning;

/// <summary>How the search for the end of a value ended.</summary>
internal enum ValueEnd
{
    /// <summary>The end was found.</summary>
    Found,

    /// <summary>The stream ends in the value.</summary>
    EndOfStream,

    /// <summary>The value is larger than the window.</summary>
    TooLarge,

    /// <summary>Another entry of a conversation begins in the value, which is therefore damaged.</summary>
    NextEntry,
}

/// <summary>
/// Finds where JSON values end, without reading them: by their quotes and brackets. Looks at each byte once, and never beyond the beginning
/// of another entry, where the reading goes on after damage: the work is proportional to the size of the file, whatever is in it.
/// </summary>
/// <param name="window">The window, which begins with a value.</param>
internal sealed class JsonEdges(ByteWindow window)
{
    private static readonly SearchValues<byte> InText = SearchValues.Create("\"\\{"u8);
    private static readonly SearchValues<byte> Outside = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(",}]{[\"\r\n\t "u8);

    private int _at;
    private int _depth;
    private bool _isInText;
    private bool _isScalar;
    private bool _isComplete;

    /// <summary>Finds the end of the value at the beginning of the window, which is not empty.</summary>
    /// <param name="length">The length of the value, as far as it was found.</param>
    public ValueEnd Find(out int length)
    {
        (_at, _depth, _isInText, _isComplete) = (0, 0, false, false);
        _isScalar = window.Span[0] is not ((byte)'"' or (byte)'{' or (byte)'[');
        while (true)
        {
            var end = _isScalar ? EndScalar(window.Span) : Step(window.Span);
            length = _at;
            if (end is not null)
                return end.Value;
            if (_isComplete)
                return _isScalar ? ValueEnd.Found : ValueEnd.EndOfStream;
            if (!window.Fill())
            {
                if (window.IsFull)
                    return ValueEnd.TooLarge;
                _isComplete = true;
            }
        }
    }

    private ValueEnd? Step(ReadOnlySpan<byte> bytes)
    {
        while (_at < bytes.Length)
        {
            if (_isInText ? !EndText(bytes) : !NextBracket(bytes))
                return null;
            if (_depth < 0)
                return ValueEnd.NextEntry;
            if (_depth == 0 && !_isInText)
                return ValueEnd.Found;
        }

        return null;
    }

    // False if more is needed.
    private bool EndText(ReadOnlySpan<byte> bytes)
    {
        while (bytes[_at..].IndexOfAny(InText) is var found and >= 0)
        {
            _at += found;
            switch (bytes[_at])
            {
                case (byte)'"':
                    _at++;
                    _isInText = false;
                    return true;
                case (byte)'{' when NeedsMore(bytes):
                    return false;
                // Where the end of a text is missing, as a text does not contain its quotes unescaped.
                case (byte)'{' when EntryStart.Match(bytes[_at..]) != EntryStart.Kind.None:
                    _depth = -1;
                    return true;
                case (byte)'{':
                    _at++;
                    break;
                case var _ when _at + 1 >= bytes.Length:
                    return false;
                // A brace is never escaped, so that one is looked at.
                default:
                    _at += bytes[_at + 1] == (byte)'{' ? 1 : 2;
                    break;
            }
        }

        _at = bytes.Length;
        return false;
    }

    // Whether the brace is too close to the end of the window to know what begins there.
    private bool NeedsMore(ReadOnlySpan<byte> bytes) => bytes.Length - _at < EntryStart.MaxLength && !_isComplete;

    private ValueEnd? EndScalar(ReadOnlySpan<byte> bytes)
    {
        var found = bytes[_at..].IndexOfAny(AfterScalar);
        _at = found < 0 ? bytes.Length : _at + found;
        return found < 0 ? null : ValueEnd.Found;
    }

    // Goes past the next quote or bracket; false if more is needed.
    private bool NextBracket(ReadOnlySpan<byte> bytes)
    {
        var found = bytes[_at..].IndexOfAny(Outside);
        _at = found < 0 ? bytes.Length : _at + found;
        if (found < 0)
            return false;
        switch (bytes[_at])
        {
            case (byte)'"':
                _isInText = true;
                break;
            case (byte)'{' when _depth > 0 && NeedsMore(bytes):
                return false;
            case (byte)'{' when _depth > 0 && EntryStart.Match(bytes[_at..]) != EntryStart.Kind.None:
                _depth = -1;
                return true;
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            default:
                _depth--;
                break;
        }

        _at++;
        return true;
    }
}
