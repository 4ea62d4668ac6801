using TwitterDm.Sandbox.Faults;

namespace TwitterDm.Binding;

/// <summary>The faults of a sandbox as text: the number of a request, a colon and the fault.</summary>
internal static class FaultText
{
    /// <summary>Checks faults before anything is started.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: one of them is not valid.</exception>
    public static void Check(IEnumerable<string> faults)
    {
        try
        {
            var plan = new FaultPlan();
            foreach (var fault in faults)
                plan.Add(fault);
        }
        catch (FormatException exception)
        {
            throw new DmException(DmErrorKind.InvalidRequest, exception.Message, exception)
            {
                RecommendedAction = "Give the number of a request, a colon and a fault, such as '3:cut-body'. For every fifth request, give 'every 5:status=503'.",
                Target = "Fault",
            };
        }
    }
}
