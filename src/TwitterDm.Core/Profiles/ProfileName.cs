using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>A profile's name becomes a file's name on every platform, so that only what is harmless on all of them is taken.</summary>
internal static class ProfileName
{
    private const int Longest = 64;

    // Windows takes these for devices, with any extension behind them.
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    /// <summary>Gives the name back.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is no name; names the value.</exception>
    public static string Check(string? name) => IsValid(name)
        ? name!
        : throw DmException.BadInput(
            $"'{VisibleText.Of(name, Longest)}' is no name for a saved sign-in.",
            "Use 1 to 64 letters, digits, spaces and . _ -, beginning with a letter or a digit, ending without a space or a dot, and no device of Windows such as CON.",
            name);

    public static bool IsValid(string? name)
        => name is { Length: >= 1 and <= Longest }
        && char.IsLetterOrDigit(name[0])
        && name[^1] is not (' ' or '.')
        && name.All(character => char.IsLetterOrDigit(character) || character is ' ' or '.' or '_' or '-')
        && !IsDevice(name.Split('.')[0].TrimEnd());

    private static bool IsDevice(string stem)
        => Array.Exists(Devices, device => stem.StartsWith(device, StringComparison.OrdinalIgnoreCase)
            && (device is "COM" or "LPT" ? stem.Length == 4 && char.IsDigit(stem[3]) : stem.Length == 3));
}
