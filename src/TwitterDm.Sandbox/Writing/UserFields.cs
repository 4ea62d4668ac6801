using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Writing;

/// <summary>What of a user is written, and to whom: some of it is about the two of them.</summary>
/// <param name="fields">The fields.</param>
/// <param name="blocks">Who blocked whom.</param>
/// <param name="reader">Who reads; an application is nobody.</param>
internal sealed class UserFields(FieldSet fields, Blocks blocks, Person? reader)
{
    public bool Has(string name) => fields.Has(name);

    public bool ReceivesYourMessages(Person person) => blocks.Allow(reader, person);
}
