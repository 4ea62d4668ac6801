using System.Globalization;
using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Reads arguments as they were typed.</summary>
internal static class ArgumentText
{
    /// <summary>The argument without PowerShell's wrapper.</summary>
    public static object? Unwrap(object? argument)
        => argument is PSObject { BaseObject: not PSCustomObject and var inner } ? inner : argument;

    /// <summary>
    /// The text of a number as it was typed: PowerShell reads an unquoted <c>7d</c> as the decimal 7 and <c>30s</c> as a 16-bit 30, but
    /// keeps the text for a conversion to a string. Null for anything but a number.
    /// </summary>
    public static string? OfNumber(object? argument)
        => Unwrap(argument) is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
            ? LanguagePrimitives.ConvertTo<string>(argument)
            : null;

    /// <summary>An error about an argument, in the form that the parameter binder expects.</summary>
    public static ArgumentTransformationMetadataException Rejected(FormattableString message)
        => new(message.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// The error about an object of another kind. Only if the inner exception has this type does PowerShell then look for a property with
    /// the parameter's name, or report that the input was not bound.
    /// </summary>
    /// <param name="value">The object.</param>
    /// <param name="kind">What it is not, and what to give instead: the end of the sentence.</param>
    public static ArgumentTransformationMetadataException NotA(object value, string kind)
    {
        var words = $"An object of the type {PSObject.AsPSObject(value).BaseObject.GetType().Name} is not {kind}";
        return new(words, new PSInvalidCastException(words));
    }
}
