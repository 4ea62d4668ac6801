using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace TwitterDm.Binding;

/// <summary>Which parameters of a cmdlet can be used together, and which complete each other, by the cmdlet's own declarations.</summary>
internal sealed class ParameterSets
{
    private static readonly ConcurrentDictionary<Type, ParameterSets> ByCmdlet = new();

    private readonly string _command;
    private readonly string? _defaultSet;

    // The sets of each parameter, and whether it is mandatory there.
    private readonly Dictionary<string, Dictionary<string, bool>> _parameters;
    private readonly string[] _sets;

    private ParameterSets(Type cmdlet)
    {
        var declaration = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        _command = $"{declaration.VerbName}-{declaration.NounName}";
        _defaultSet = declaration.DefaultParameterSetName;
        _parameters = cmdlet.GetProperties()
            .Select(property => (property.Name, Places: property.GetCustomAttributes<ParameterAttribute>().ToArray()))
            .Where(parameter => parameter.Places.Length > 0 && !Array.Exists(parameter.Places, IsInAllSets))
            .ToDictionary(
                parameter => parameter.Name,
                parameter =>
                    parameter.Places.ToDictionary(place => place.ParameterSetName, place => place.Mandatory, StringComparer.Ordinal),
                StringComparer.OrdinalIgnoreCase);
        _sets = [.. _parameters.Values.SelectMany(places => places.Keys).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The declarations of a cmdlet.</summary>
    public static ParameterSets Of(Type cmdlet) => ByCmdlet.GetOrAdd(cmdlet, static type => new(type));

    /// <summary>An error if a parameter cannot be used together with the ones before it.</summary>
    /// <param name="added">The parameter.</param>
    /// <param name="before">The parameters before it.</param>
    public DmException? FindConflict(string added, IReadOnlyCollection<string> before)
    {
        if (CandidatesFor(before.Append(added)).Any() || !CandidatesFor(before).Any())
            return null;
        var excluded = before.FirstOrDefault(other => !CandidatesFor([other, added]).Any());
        var others = excluded is null ? before.Where(_parameters.ContainsKey).ToArray() : [excluded];
        return new(DmErrorKind.InvalidRequest, $"-{added} cannot be used together with {Join(others)}.")
        {
            RecommendedAction = $"Omit -{added} or {Join(others, "or")}. Get-Help {_command} shows which parameters can be used together.",
            Target = added,
        };
    }

    /// <summary>An error if none of the sets with these parameters is complete. PowerShell would prompt for what is missing.</summary>
    /// <param name="bound">The parameters that were given.</param>
    public DmException? FindMissing(IReadOnlyCollection<string> bound)
    {
        var missing = CandidatesFor(bound).Select(set => MissingIn(set, bound)).OrderBy(names => names.Length).ToArray();
        if (missing.Length == 0 || missing[0].Length == 0)
            return null;
        // What already has everything of a shorter alternative is not worth mentioning.
        var alternatives = missing.Where((names, index) => !missing.Take(index).Any(shorter => shorter.All(names.Contains))).ToArray();
        var selecting = bound
            .Where(name => _parameters.TryGetValue(name, out var places) && (_defaultSet is null || !places.ContainsKey(_defaultSet)))
            .ToArray();
        return new(
            DmErrorKind.InvalidRequest,
            $"{Join(selecting)} cannot be used without {string.Join(", or without ", alternatives.Select(names => Join(names)))}.")
        {
            RecommendedAction = $"Add what is missing. Get-Help {_command} shows which parameters belong together.",
            Target = selecting.FirstOrDefault(),
        };
    }

    private static bool IsInAllSets(ParameterAttribute place)
        => string.Equals(place.ParameterSetName, ParameterAttribute.AllParameterSets, StringComparison.Ordinal);

    private static string Join(string[] names, string word = "and") => names switch
    {
        [var one] => "-" + one,
        [.. var first, var last] => $"{string.Join(", ", first.Select(name => "-" + name))} {word} -{last}",
        _ => string.Empty,
    };

    private IEnumerable<string> CandidatesFor(IEnumerable<string> names)
        => _sets.Where(set => names.All(name => !_parameters.TryGetValue(name, out var places) || places.ContainsKey(set)));

    private string[] MissingIn(string set, IReadOnlyCollection<string> bound)
        => [
            .. _parameters
                .Where(parameter =>
                    parameter.Value.TryGetValue(set, out var isMandatory)
                    && isMandatory
                    && !bound.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => parameter.Key),
        ];
}
