using System.Text.RegularExpressions;

namespace TwitterDm.Sandbox.Rules;

/// <summary>A pattern of the description, which means the whole text: no line break may follow.</summary>
internal sealed class TextPattern(string text)
{
    private readonly Regex _matcher = new(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public string Text => text;

    public bool Matches(string value) => _matcher.IsMatch(value) && !value.EndsWith('\n');

    public static TextPattern? Of(string? text) => text is null ? null : new TextPattern(text);
}
