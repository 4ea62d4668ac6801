using System.Globalization;
using System.Runtime.InteropServices;

namespace TwitterDm.Accounts;

/// <summary>
/// An id that is remembered after its event is gone: as a number, which almost all ids are. Thousands of small texts among what is dropped
/// leave gaps that the garbage collector can hardly use again.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredId
{
    private readonly long _number;

    // Null for a number.
    private readonly string? _text;

    /// <param name="id">The id.</param>
    public StoredId(string id) => (_number, _text) = Ids.NumberOf(id) is { } number && IsWritten(id) ? (number, (string?)null) : (0, id);

    /// <summary>
    /// Whether a number is written as <see cref="ToString"/> writes it: one with a leading zero is another id than the one without it.
    /// </summary>
    /// <param name="id">The id, which is a number.</param>
    public static bool IsWritten(string id) => id[0] != '0';

    /// <summary>The id.</summary>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
