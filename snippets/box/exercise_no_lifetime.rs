//@ error E0106
//@ misses exercise compiles
struct Task {
    name: &'static str,
    then: Option<&Task>, //~ E0106
}

fn main() {
    let tea = Task { name: "drink tea", then: None };
    let plan = Task { name: "boil water", then: Some(&tea) };
    print!("{}", plan.name);
    if let Some(next) = &plan.then {
        println!(", then {}", next.name);
    }
}
