using System.Text;

namespace TwitterDm.Watching.Streaming;

/// <summary>Reads lines, each of a limited length: one without an end would otherwise fill the memory.</summary>
/// <param name="body">The text, in UTF-8.</param>
internal sealed class BoundedLines(Stream body) : IDisposable
{
    /// <summary>The characters of a line at most.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const int BufferLength = 4096;

    private readonly StreamReader _reader = new(body);
    private readonly char[] _buffer = new char[BufferLength];
    private readonly StringBuilder _line = new();
    private int _start;
    private int _end;

    /// <summary>Reads the next line, without its line break.</summary>
    /// <returns>The line; null at the end, even within a line.</returns>
    /// <exception cref="IOException">The line is too long, or the connection was lost.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            _line.Append(_buffer, _start, length < 0 ? _end - _start : length);
            if (_line.Length > MaxLength)
                throw new IOException(FormattableString.Invariant($"A line of the stream is longer than {MaxLength} characters."));
            if (length >= 0)
            {
                _start += length + 1;
                var line = _line.ToString().TrimEnd('\r');
                _line.Clear();
                return line;
            }

            (_start, _end) = (0, await _reader.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false));
            if (_end == 0)
                return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
