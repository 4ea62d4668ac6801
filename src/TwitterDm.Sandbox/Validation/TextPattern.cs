using System.Text.RegularExpressions;

namespace TwitterDm.Sandbox.Validation;

/// <summary>A pattern from the API description. It applies to the whole text, so a trailing line break is not allowed.</summary>
internal sealed class TextPattern(string text)
{
    private readonly Regex _matcher = new(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public string Text => text;

    public bool Matches(string value) => _matcher.IsMatch(value) && !value.EndsWith('\n');

    public static TextPattern? Of(string? text) => text is null ? null : new TextPattern(text);
}
