using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>A profile's name becomes a file name, so only what is valid on every platform is accepted.</summary>
internal static class ProfileName
{
    private const int MaxLength = 64;

    // Windows reserves these for devices, with any extension.
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    /// <summary>Returns a valid name.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the name is not valid.</exception>
    public static string Check(string? name)
        => IsValid(name)
            ? name!
            : throw DmException.BadInput(
                $"'{VisibleText.Of(name, MaxLength)}' is not a valid name for a saved sign-in.",
                "Use 1 to 64 letters, digits, spaces and the characters . _ - with a letter or a digit at the beginning and no space or dot at the end. Device names of Windows such as CON are reserved.",
                name);

    public static bool IsValid(string? name)
        => name is { Length: >= 1 and <= MaxLength }
        && char.IsLetterOrDigit(name[0])
        && name[^1] is not (' ' or '.')
        && name.All(character => char.IsLetterOrDigit(character) || character is ' ' or '.' or '_' or '-')
        && !IsDevice(name.Split('.')[0].TrimEnd());

    private static bool IsDevice(string stem)
        => Array.Exists(Devices, device => stem.StartsWith(device, StringComparison.OrdinalIgnoreCase)
            && (device is "COM" or "LPT" ? stem.Length == 4 && char.IsDigit(stem[3]) : stem.Length == 3));
}
