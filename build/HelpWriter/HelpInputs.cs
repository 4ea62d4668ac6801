namespace TwitterDm.HelpWriter;

/// <summary>What the build says to read and where to write: lines of <c>name=value</c>, some names more than once.</summary>
/// <param name="Module">The module's assembly.</param>
/// <param name="References">The assemblies that it was compiled with, PowerShell's reference assembly among them.</param>
/// <param name="PageDirectory">Where the pages are.</param>
/// <param name="Pages">The pages.</param>
/// <param name="Output">The folder for the help of this language.</param>
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
