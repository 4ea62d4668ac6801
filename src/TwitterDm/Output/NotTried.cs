using System.Globalization;

namespace TwitterDm.Output;

/// <summary>Sentences about the items that an error left untried.</summary>
internal static class NotTried
{
    /// <summary>About the items after the one that failed.</summary>
    public static string After(int count, string noun) => count == 1
        ? $"The {noun} after it was not tried."
        : string.Create(CultureInfo.InvariantCulture, $"The {count} {noun}s after it were not tried.");

    /// <summary>About the items that are left, where the error was not about an item.</summary>
    public static string Remaining(int count, string noun) => count == 1
        ? $"The remaining {noun} was not tried."
        : string.Create(CultureInfo.InvariantCulture, $"The remaining {count} {noun}s were not tried.");

    /// <summary>About items that may still have come from the pipeline.</summary>
    public static string Later(string noun) => $"Any later {noun}s from the pipeline were not tried.";
}
