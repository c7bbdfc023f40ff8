//@ error E0072 E0391
//@ exercise allocs<=1
//~v E0391
struct Task { //~ E0072
    name: &'static str,
    then: Option<Task>,
}

fn main() {
    let tea = Task { name: "drink tea", then: None };
    let plan = Task { name: "boil water", then: Some(tea) };
    print!("{}", plan.name);
    if let Some(next) = &plan.then {
        println!(", then {}", next.name);
    }
}
