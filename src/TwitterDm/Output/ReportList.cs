using System.Collections;
using System.Management.Automation;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>
/// The variable of -ReportVariable, which behaves like that of -ErrorVariable: a list in the caller's scope that exists from the
/// beginning and fills up; a leading plus sign keeps its previous content.
/// </summary>
internal sealed class ReportList
{
    private readonly ArrayList _reports = [];

    /// <summary>Sets the variable. Call it before anything runs in a scope of its own.</summary>
    public ReportList(PSVariableIntrinsics variables, string name)
    {
        if (name.StartsWith('+'))
        {
            name = name[1..];
            Keep(variables.GetValue(name));
        }

        if (name.StartsWith('$'))
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"-ReportVariable takes the name of a variable, not '{VisibleText.Of(name, 100)}'.")
            {
                RecommendedAction = $"Leave out the dollar sign: -ReportVariable {VisibleText.Of(name.TrimStart('$'), 100)}.",
                Target = name,
            };
        }

        try
        {
            variables.Set(name, _reports);
        }
        catch (RuntimeException exception)
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"-ReportVariable cannot use the variable '{VisibleText.Of(name, 100)}': {VisibleText.Of(exception.Message, 300)}", exception)
            {
                RecommendedAction = "Give the name of another variable, without a dollar sign, such as -ReportVariable report.",
                Target = name,
            };
        }
    }

    public void Add(DmListingReport report) => _reports.Add(report);

    private void Keep(object? before)
    {
        switch (before is PSObject wrapped ? wrapped.BaseObject : before)
        {
            case null:
                break;
            case IEnumerable several and not string:
                foreach (var item in several)
                    _reports.Add(item);
                break;
            case var one:
                _reports.Add(one);
                break;
        }
    }
}
