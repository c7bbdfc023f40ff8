//@ compiles
//@ fixes exercise
struct Task<'a> {
    name: &'static str,
    then: Option<&'a Task<'a>>,
}

fn main() {
    let tea = Task { name: "drink tea", then: None };
    let plan = Task { name: "boil water", then: Some(&tea) };
    print!("{}", plan.name);
    if let Some(next) = &plan.then {
        println!(", then {}", next.name);
    }
}
