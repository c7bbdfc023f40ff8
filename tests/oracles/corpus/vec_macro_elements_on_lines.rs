//@ compiles
struct Named {
    name: String,
    tags: Vec<String>,
}

fn main() {
    let base = String::from("base");
    let all = vec![
        Named {
            name: base.clone(),
            tags: vec![],
        },
        Named {
            name: base,
            tags: vec![
                String::from("x"),
            ],
        },
    ];
    for Named { name, tags } in &all {
        println!("{name} {}", tags.len());
    }
}
