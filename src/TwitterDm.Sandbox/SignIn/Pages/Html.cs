using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>A piece of HTML, written as an interpolated string: its words are markup, its holes are text and escaped. So nothing is left to remember.</summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int formattedCount)
{
    private const int LengthOfHole = 32;

    private readonly StringBuilder _text = new(literalLength + (formattedCount * LengthOfHole));

    public static Html Each(IEnumerable<string> texts, Func<string, Html> write) => Join(texts.Select(write));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(Html piece) => _text.Append(piece);

    public override string ToString() => _text.ToString();

    private static Html Join(IEnumerable<Html> pieces)
    {
        Html all = $"";
        foreach (var piece in pieces)
            all.AppendFormatted(piece);
        return all;
    }
}
