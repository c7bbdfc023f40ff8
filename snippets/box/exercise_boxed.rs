//@ compiles
//@ fixes exercise
struct Task {
    name: &'static str,
    then: Option<Box<Task>>,
}

fn main() {
    let tea = Task { name: "drink tea", then: None };
    let plan = Task { name: "boil water", then: Some(Box::new(tea)) };
    print!("{}", plan.name);
    if let Some(next) = &plan.then {
        println!(", then {}", next.name);
    }
}
