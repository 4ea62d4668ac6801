using System.Xml.Linq;

namespace TwitterDm.HelpWriter.Maml;

/// <summary>The XML names of MAML, the format of PowerShell's help files.</summary>
internal static class MamlNames
{
    public static XNamespace Root { get; } = "http://msh";

    public static XNamespace Markup { get; } = "http://schemas.microsoft.com/maml/2004/10";

    public static XNamespace Command { get; } = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    public static XNamespace Dev { get; } = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>A description element with the given paragraphs.</summary>
    public static XElement Description(IEnumerable<XElement> paragraphs) => new(Markup + "description", paragraphs);

    /// <summary>A type element with the name of the type.</summary>
    public static XElement Type(string name) => new(Dev + "type", new XElement(Markup + "name", name), new XElement(Markup + "uri"));
}
