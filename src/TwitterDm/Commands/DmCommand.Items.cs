using TwitterDm.Output;

namespace TwitterDm.Commands;

// Work for several items, of which one can fail without the others.
public abstract partial class DmCommand
{
    /// <summary>
    /// Does the work for each item: an error about an item does not stop the others. One that ends the run says what was not tried.
    /// </summary>
    /// <param name="items">The items of this input.</param>
    /// <param name="noun">What they are, in the singular, such as "user".</param>
    /// <param name="work">The work for one.</param>
    private protected void ForEach<T>(IReadOnlyList<T> items, string noun, Action<T> work)
        where T : class
    {
        for (var index = 0; index < items.Count; index++)
        {
            try
            {
                work(items[index]);
            }
            catch (DmException exception) when (!exception.EndsRun)
            {
                WriteError(ErrorRecords.From(exception, items[index]));
            }
            catch (DmException)
            {
                _notTried = DescribeRest(items.Count - index - 1, noun);
                throw;
            }
        }
    }

    /// <summary>Does work for several items at once. An error that ends the run says what was not tried.</summary>
    /// <param name="rest">A sentence about the items after these; null for none.</param>
    /// <param name="work">The work.</param>
    private protected void ForAll(string? rest, Action work)
    {
        try
        {
            work();
        }
        catch (DmException)
        {
            _notTried = rest;
            throw;
        }
    }

    private string? DescribeRest(int count, string noun)
        => count > 0 ? NotTried.After(count, noun) : MyInvocation.ExpectingInput ? NotTried.Later(noun) : null;
}
