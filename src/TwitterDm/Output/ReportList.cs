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
        var keeps = name.StartsWith('+');
        if (keeps)
            name = name[1..];
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new DmException(DmErrorKind.InvalidRequest, "-ReportVariable names no variable.")
            {
                RecommendedAction =
                    "Give the name of a variable, such as -ReportVariable report, or -ReportVariable +report to keep its previous content.",
                Target = name,
            };
        }

        if (name.StartsWith('$'))
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                $"-ReportVariable takes the name of a variable, not '{VisibleText.Of(name, 100)}'.")
            {
                RecommendedAction = $"Leave out the dollar sign: -ReportVariable {VisibleText.Of(name.TrimStart('$'), 100)}.",
                Target = name,
            };
        }

        try
        {
            if (keeps)
                Keep(variables.GetValue(name));
            variables.Set(name, _reports);
        }
        catch (Exception exception) when (exception is IContainsErrorRecord)
        {
            throw new DmException(
                DmErrorKind.InvalidRequest,
                $"-ReportVariable cannot use the variable '{VisibleText.Of(name, 100)}': {VisibleText.Of(exception.Message, 300)}",
                exception)
            {
                RecommendedAction = "Give the name of another variable, without a dollar sign, such as -ReportVariable report.",
                Target = name,
            };
        }
    }

    public void Add(object report) => _reports.Add(report);

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
