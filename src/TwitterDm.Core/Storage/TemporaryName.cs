namespace TwitterDm.Storage;

/// <summary>The names of files that are not what the user asked for: not yet, or never.</summary>
internal static class TemporaryName
{
    private const string Prefix = ".twitterdm-";
    private const string Suffix = ".tmp";
    private const int DigitsOfGuid = 32;

    /// <summary>Finds files with such names, and others.</summary>
    public const string Pattern = $"{Prefix}*{Suffix}";

    /// <summary>A path that no file has.</summary>
    public static string In(string folder) => Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}");

    /// <summary>Whether it is exactly a name of this kind: other files are not ours.</summary>
    public static bool Is(string name)
        => name.Length == Prefix.Length + DigitsOfGuid + Suffix.Length
        && Guid.TryParseExact(name.AsSpan(Prefix.Length, DigitsOfGuid), "N", out _);
}
