namespace TwitterDm.Text;

/// <summary>Names that Windows takes for devices, with any extension and in any folder.</summary>
internal static class ReservedNames
{
    private static readonly string[] Devices = ["con", "prn", "aux", "nul"];
    private static readonly string[] Ports = ["com", "lpt"];

    /// <summary>Whether the name of a file, without its extension, is that of a device.</summary>
    public static bool Contains(string name)
        => Devices.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.Length == 4 && char.IsAsciiDigit(name[3]) && Ports.Contains(name[..3], StringComparer.OrdinalIgnoreCase));
}
