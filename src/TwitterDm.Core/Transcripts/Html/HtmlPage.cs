using System.Runtime.CompilerServices;
using System.Text;

namespace TwitterDm.Transcripts.Html;

/// <summary>
/// A page while it is written. Markup is the literal part of an interpolated string, and every value in it is escaped, in text and in
/// attributes alike, so that no value can become markup.
/// </summary>
internal sealed class HtmlPage : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly StreamWriter _writer;

    /// <param name="output">The file; stays open.</param>
    /// <param name="cover">What the page covers.</param>
    public HtmlPage(Stream output, TranscriptCover cover)
    {
        Output = output;
        Cover = cover;
        People = new TranscriptPeople(cover);
        _writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true)
        {
            NewLine = "\n",
        };
    }

    public TranscriptCover Cover { get; }

    public TranscriptPeople People { get; }

    // For contents that are too long for a string. Flush before it is written to.
    public Stream Output { get; }

    /// <summary>Writes markup with escaped values: piece by piece while the string is formed, before this is called.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        if (!markup.IsOf(this))
            throw new ArgumentException("The markup is of another page.", nameof(markup));
    }

    /// <summary>Writes markup that this library made.</summary>
    public void WriteLiteral(string markup) => _writer.Write(markup);

    /// <summary>Writes untrusted text of any length, with its line breaks. What is invisible becomes a mark.</summary>
    public void WriteText(string text) => PageText.Write(_writer, text);

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    /// <summary>An interpolated string that is written piece by piece.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlPage _page;

        public Markup(int literalLength, int formattedCount, HtmlPage page)
        {
            _ = literalLength + formattedCount;
            _page = page;
        }

        public void AppendLiteral(string markup) => _page._writer.Write(markup);

        public void AppendFormatted(string? value) => PageText.WriteLine(_page._writer, value);

        public void AppendFormatted(long value) => PageText.WriteLine(_page._writer, EnglishText.Number(value));

        public bool IsOf(HtmlPage page) => ReferenceEquals(page, _page);
    }
}
