using System.Globalization;
using System.Xml.Linq;
using TwitterDm.HelpWriter.Module;
using TwitterDm.HelpWriter.Pages;
using static TwitterDm.HelpWriter.Maml.MamlNames;

namespace TwitterDm.HelpWriter.Maml;

/// <summary>Writes the syntax of a cmdlet, one line per parameter set, and the list of its parameters.</summary>
internal static class MamlParameters
{
    public static XElement Syntax(CmdletFacts cmdlet) => new(
        Command + "syntax",
        cmdlet.ParameterSets.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Markup + "name", cmdlet.Name),
            InOrder(cmdlet.ShownParameters, set).Select(pair => Parameter(pair.Parameter, pair.Place)))));

    public static XElement List(CmdletFacts cmdlet, HelpPage page) => new(
        Command + "parameters",
        cmdlet.ShownParameters.Select(parameter => Described(parameter, page)));

    /// <summary>Positional parameters first, then mandatory parameters, then the others in the order of declaration.</summary>
    private static IEnumerable<(ParameterFacts Parameter, ParameterPlace Place)> InOrder(IEnumerable<ParameterFacts> parameters, string set)
        => parameters
            .Select(parameter => (Parameter: parameter, Place: parameter.In(set)))
            .Where(pair => pair.Place is not null)
            .Select(pair => (pair.Parameter, Place: pair.Place!))
            .OrderBy(pair => pair.Place.Position ?? int.MaxValue)
            .ThenByDescending(pair => pair.Place.IsMandatory);

    private static XElement Described(ParameterFacts parameter, HelpPage page)
    {
        var contents = page.Parts("PARAMETERS").FirstOrDefault(part => string.Equals(part.Heading, "-" + parameter.Name, StringComparison.Ordinal))?.Contents ?? [];
        var facts = contents.OfType<PageCode>().Where(code => code.IsFacts).SelectMany(code => PageReader.ReadFacts(code.Text));
        var defaultValue = facts.FirstOrDefault(fact => fact.Key is "Default value").Value ?? (parameter.IsSwitch ? "False" : "None");
        var values = parameter.Values is [] ? [] : new[] { MamlText.Paragraph($"Possible values: {string.Join(", ", parameter.Values)}") };
        var element = Parameter(parameter, parameter.Everywhere);
        element.Element(Markup + "name")!.AddAfterSelf(Description([.. Standard(parameter), .. MamlText.Of(contents), .. values]));
        if (parameter.IsSwitch)
            element.Add(new XElement(Command + "parameterValue", Flags(required: false, many: false), parameter.TypeName));
        element.Add(Type(parameter.TypeName), new XElement(Dev + "defaultValue", defaultValue));
        return element;
    }

    private static IEnumerable<XElement> Standard(ParameterFacts parameter)
        => ShouldProcessParameters.Describe(parameter) is { } text ? [MamlText.Paragraph(text)] : [];

    private static XElement Parameter(ParameterFacts parameter, ParameterPlace place)
    {
        var element = new XElement(
            Command + "parameter",
            Flags(place.IsMandatory, parameter.TakesMany),
            new XAttribute("globbing", parameter.SupportsWildcards),
            new XAttribute("pipelineInput", Pipeline(place)),
            new XAttribute("position", place.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases is [] ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Markup + "name", parameter.Name));
        if (parameter.Values is not [])
            element.Add(new XElement(Command + "parameterValueGroup", parameter.Values.Select(value => Value(value, required: false, many: false))));
        if (!parameter.IsSwitch)
            element.Add(Value(parameter.TypeName, required: true, parameter.TakesMany));
        return element;
    }

    private static XElement Value(string text, bool required, bool many) => new(Command + "parameterValue", Flags(required, many), text);

    private static XAttribute[] Flags(bool required, bool many) => [new("required", required), new("variableLength", many)];

    private static string Pipeline(ParameterPlace place) => place switch
    {
        { ByValue: true, ByPropertyName: true } => "True (ByValue, ByPropertyName)",
        { ByValue: true } => "True (ByValue)",
        { ByPropertyName: true } => "True (ByPropertyName)",
        _ => "False",
    };
}
