using System.Management.Automation;

namespace TwitterDm.Output;

/// <summary>
/// Colors the marks of a view with the user's own <c>$PSStyle</c>; PowerShell removes the colors where its output is not a terminal's.
/// </summary>
internal static class MarkStyle
{
    /// <summary>A mark of what deserves attention.</summary>
    /// <param name="style"><c>$PSStyle</c>; null for plain text.</param>
    /// <param name="mark">The mark.</param>
    public static string Warning(object? style, string mark) => In(style, "Yellow", mark);

    /// <summary>A mark of what failed.</summary>
    /// <param name="style"><c>$PSStyle</c>; null for plain text.</param>
    /// <param name="mark">The mark.</param>
    public static string Error(object? style, string mark) => In(style, "Red", mark);

    // The type of $PSStyle is not in the reference assembly of PowerShell.
    private static string In(object? style, string color, string mark)
        => Member(Member(style, "Foreground"), color) is string start && Member(style, "Reset") is string end ? start + mark + end : mark;

    private static object? Member(object? value, string name) => value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
}
