using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>HTML from an interpolated string. Literal parts are markup, and interpolated values are escaped automatically.</summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int formattedCount)
{
    private const int EstimatedValueLength = 32;

    private readonly StringBuilder _text = new(literalLength + (formattedCount * EstimatedValueLength));

    public static Html Each(IEnumerable<string> texts, Func<string, Html> write) => Join(texts.Select(write));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(Html html) => _text.Append(html);

    public override string ToString() => _text.ToString();

    private static Html Join(IEnumerable<Html> parts)
    {
        Html all = $"";
        foreach (var part in parts)
            all.AppendFormatted(part);
        return all;
    }
}
