namespace TwitterDm.HelpWriter;

/// <summary>
/// The inputs and the output folder, from the build: lines of <c>name=value</c>, in which some names occur more than once.
/// </summary>
/// <param name="Module">The module's assembly.</param>
/// <param name="References">The assemblies that it was compiled with, including PowerShell's reference assembly.</param>
/// <param name="PageDirectory">The folder of the help pages.</param>
/// <param name="Pages">The paths of the help pages.</param>
/// <param name="Output">The output folder for the help in this language.</param>
internal sealed record HelpInputs(
    string Module, IReadOnlyList<string> References, string PageDirectory, IReadOnlyList<string> Pages, string Output)
{
    public static HelpInputs Read(string file)
    {
        var values = File.ReadLines(file)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new(
            values["module"].Single(),
            [.. values["reference"]],
            values["directory"].Single(),
            [.. values["page"].Order(StringComparer.Ordinal)],
            values["output"].Single());
    }
}
