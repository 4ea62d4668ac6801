using System.Collections;
using System.Management.Automation;
using TwitterDm.Session;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>
/// Reads properties by name, for the views: an object that was exported, or comes from a job or a remote session, has the same properties
/// as a live one, but not its type.
/// </summary>
internal static class Properties
{
    // Wider than any window: a table truncates at the width of the window, so the rest of a long text is not needed.
    private const int MaxText = 1000;

    /// <summary>The value of a property; null where the object does not have it.</summary>
    public static object? Value(object? item, string name)
        => item is null ? null : PlainValue.Unwrap(PSObject.AsPSObject(item).Properties[name]?.Value);

    /// <summary>The value of a property as text that is safe to print; a list as its items.</summary>
    public static string Text(object? item, string name) => Text(Value(item, name));

    /// <summary>A value as text that is safe to print, on one line; a list as its items.</summary>
    public static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => VisibleText.Of(text, MaxText),
        IEnumerable list when IsDeserializedList(value) => VisibleText.Of(string.Join("; ", list.Cast<object?>()), MaxText),
        _ => VisibleText.Of(value.ToString(), MaxText),
    };

    /// <summary>The items of a list; none where there is no list.</summary>
    public static IEnumerable<object> Items(object? item, string name)
        => Value(item, name) is IEnumerable list and not string ? list.OfType<object>() : [];

    /// <summary>Whether a property has a value as text.</summary>
    public static bool Is(object? item, string name, string value)
        => string.Equals(Value(item, name)?.ToString(), value, StringComparison.Ordinal);

    /// <summary>An additional property of an event, without PowerShell's wrappers; null where it does not have it.</summary>
    public static object? Additional(object? item, string name) => Value(item, nameof(DmEvent.AdditionalProperties)) switch
    {
        IDictionary all => all.Contains(name) ? PlainValue.Of(all[name]) : null,
        PSObject members => PlainValue.Of(members.Properties[name]?.Value),
        _ => null,
    };

    // Lists of this module print as their items; what PowerShell makes of them prints as a type's name.
    private static bool IsDeserializedList(object value) => value is ArrayList or object[];
}
